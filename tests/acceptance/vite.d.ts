// The page's texts ask their bundler how they are run.
interface ImportMeta {
  readonly env: { readonly MODE: string };
}
