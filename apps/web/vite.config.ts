import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A strict content security policy serves this page: nothing inline, nothing from elsewhere. */
export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': process.env.API_URL ?? 'http://127.0.0.1:8080' } },
  preview: { proxy: { '/api': process.env.API_URL ?? 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2023',
    // a font or a picture in a data: address would need a hole in the policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
