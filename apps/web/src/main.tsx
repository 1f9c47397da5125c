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
const root = document.getElementById('root');
if (!root) throw new Error('no #root in the page');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
