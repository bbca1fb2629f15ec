import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineShell } from './offline-shell.js';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), offlineShell()],
  resolve: { conditions: ['okuru-source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // An inlined asset would be a data: address, which the page's own policy refuses for all but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
