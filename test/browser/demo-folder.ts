import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The demo business in a folder of its own, open at every hour, so that a test may write into it and run at night. */
export class DemoFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'attendant-config-'));
  readonly file = join(this.path, 'brightwater.yaml');

  constructor() {
    cpSync(join(root, 'config'), this.path, { recursive: true });
    const text = readFileSync(this.file, 'utf8');
    const hours = days.map((day) => `      ${day}: ["00:00-24:00"]\n`).join('');
    const open = text.replace(/(hours: &office_hours\n)(?: {6}\w+: \[.*\]\n)+/, `$1${hours}`);
    if (open === text) throw new Error('the demo business has no office hours any more');
    writeFileSync(this.file, open);
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
