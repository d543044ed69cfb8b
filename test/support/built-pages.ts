import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The pages the tests look at are those of these sources: built anew where they are older. */
export async function setup(): Promise<void> {
  const built = join(root, 'dist', 'console', 'index.html');
  const madeAt = existsSync(built) ? statSync(built).mtimeMs : 0;
  if (madeAt < newestOf(join(root, 'src', 'console')) || madeAt < statSync(join(root, 'package-lock.json')).mtimeMs)
    // As `npm run build` does: the tests' own NODE_ENV would make pages for developers.
    execFileSync(
      process.execPath,
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
}

const newestOf = (directory: string): number =>
  Math.max(
    ...readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
