import { LanguageClient } from "vscode-languageclient/node";

/** Where npm has put the server. The bundler knows. */
declare const YAML_SERVER: string;

export async function activate(): Promise<void> {
  const server = { module: YAML_SERVER, args: ["--stdio"] };
  await new LanguageClient("yaml", "YAML", server, { documentSelector: ["yaml"] }).start();
}
