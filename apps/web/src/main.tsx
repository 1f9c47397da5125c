import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepFresh } from './api/client.ts';
import { App } from './app/app.tsx';
import { applyTheme } from './app/theme.ts';
import './theme/index.css';

applyTheme();
keepFresh();
// dates on screen follow the same calendar rules as on the server; browsers without Temporal fetch it first
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
// The first page is drawn in its own letters, so that nothing moves under a finger; a slow line does not wait for them.
const letters = ['400 16px "Source Sans 3"', '600 16px "Source Sans 3"', '600 24px "Source Serif 4"'];
await Promise.race([
  Promise.allSettled(letters.map((one) => document.fonts.load(one))),
  new Promise((resolve) => setTimeout(resolve, 1_000)),
]);
const root = document.getElementById('root');
if (!root) throw new Error('no #root in the page');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
