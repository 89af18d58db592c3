import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app/app';
import './index.css';

// Zod would try to compile schemas with `new Function`, which the content security policy forbids.
config({ jitless: true });

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element #root.');
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
