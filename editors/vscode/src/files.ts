/** The files that this extension is about. It is silent on every other. */
export const FILES = [
  ".magento.env.yaml",
  ".magento.app.yaml",
  ".magento/services.yaml",
  ".magento/routes.yaml",
] as const;

/** The same as a document selector: of the language `yaml`, on a disk, by exact name. */
export const SELECTOR = FILES.map((file) => ({
  scheme: "file",
  language: "yaml",
  pattern: `**/${file}`,
}));

/** A glob that finds any of them in a folder. */
export const ANYWHERE = `**/{${FILES.join(",")}}`;
