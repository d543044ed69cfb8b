import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console's pages. `npm run build` writes them to `dist/console`, from where the server serves them. */
export default defineConfig({
  root: 'src/console/web',
  base: '/',
  plugins: [react()],
  build: { outDir: '../../../dist/console', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
});
