import './style/tokens.css';
import './style/base.css';
import './style/kit.css';
import './style/shell.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyTheme, chosenTheme } from './shell/theme.ts';

applyTheme(chosenTheme());
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
