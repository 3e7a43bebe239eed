---@brief
---
--- Language server for the YAML that configures Adobe Commerce (Magento) on cloud infrastructure:
--- `.magento.env.yaml`, `.magento.app.yaml`, `.magento/services.yaml` and `.magento/routes.yaml`.
--- It is silent on other YAML files and works beside `yamlls`.
---
--- `zdd-lsp` must be on the `PATH`: `uv tool install zdd-lsp` or `pipx install zdd-lsp`.

---@type vim.lsp.Config
return {
  cmd = { 'zdd-lsp' },
  filetypes = { 'yaml', 'toml' }, -- its settings are in .zdd.toml
  root_markers = { '.magento.app.yaml', '.magento', '.magento.env.yaml' },
  -- Without a store around it a YAML file is none of this server's business.
  workspace_required = true,
  -- Neovim 0.12 can be told to ask again for diagnostics when another file has changed them, but
  -- until neovim/neovim#40623 it left open buffers out. Who does not ask is sent all of them.
  before_init = function(params)
    params.capabilities.textDocument.diagnostic = nil
    -- What `yamlls` would say as well is not said twice. Neovim 0.11.0 cannot tell whether it runs.
    local is_enabled = vim.lsp.is_enabled or function() return false end
    local has_yamlls = is_enabled('yamlls') and vim.fn.executable('yaml-language-server') == 1
    local options = params.initializationOptions or {}
    params.initializationOptions =
      vim.tbl_extend('keep', options, { otherYamlServer = has_yamlls })
  end,
}
