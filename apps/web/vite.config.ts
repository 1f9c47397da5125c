import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.API_URL ?? 'http://127.0.0.1:8080';
/** The portal's pages are the server's own. */
const proxy = { '/api': server, '/portal': server };

/** A strict content security policy serves this page: nothing inline, nothing from elsewhere. */
export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy },
  build: {
    target: 'es2023',
    // a font or a picture in a data: address would need a hole in the policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
