import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The console's pages. `npm run build` writes them to `dist/console`, from where the server serves them. */
export default defineConfig({
  root: 'src/console/web',
  base: '/',
  plugins: [react(), plainDescriptions()],
  build: { outDir: '../../../dist/console', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
});

/**
 * The completion of site files shows each key's description, which its library would render as Markdown with coloured
 * code: half a megabyte, and WebAssembly that the pages' content policy refuses. Ours are plain sentences.
 */
function plainDescriptions(): Plugin {
  const plain = '\0plain-descriptions';
  const code = `
    const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => '&#' + sign.charCodeAt(0) + ';');
    const renderer = { use: () => renderer, render: escape, renderInline: escape };
    export default () => renderer;
    export const createHighlighterCore = async () => null;
    export const fromHighlighter = () => () => {};`;
  return {
    name: 'plain-descriptions',
    enforce: 'pre',
    resolveId: (id) => (/^(?:markdown-it$|shiki\/|@shikijs\/)/.test(id) ? plain : null),
    load: (id) => (id === plain ? code : null),
  };
}
