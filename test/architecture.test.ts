import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, type SourceFile, sourceFile } from './support/source-imports.ts';

const root = join(import.meta.dirname, '..');
const sources = readSources(root, 'src');
const tests = readSources(root, 'test');

/** Which parts of `src/` a part may import, besides itself. Read with the design: imports follow the call. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  config: ['domain', 'ports'],
  tools: ['domain', 'ports'],
  turn: ['domain', 'ports', 'tools/tool.ts'],
  relay: ['domain', 'ports', 'tools', 'turn'],
  jobs: ['domain', 'ports'],
  console: ['domain', 'ports'],
  adapters: ['domain', 'ports'],
  twiml: ['domain'],
  webhook: ['domain', 'ports', 'twiml'],
  pages: ['domain', 'ports'],
  sandbox: ['domain'],
  app: ['domain', 'ports', 'config', 'tools', 'turn', 'relay', 'jobs', 'console', 'twiml', 'webhook', 'pages'],
  main: ['domain', 'ports', 'config', 'adapters', 'sandbox', 'jobs', 'app', 'banner', 'start-sandbox'],
  banner: ['domain', 'ports', 'config'],
  'start-sandbox': ['domain', 'ports', 'config', 'sandbox'],
  'import-contacts': ['domain', 'ports', 'config', 'adapters'],
  'manage-accounts': ['domain', 'ports', 'config', 'adapters'],
};

/** What the console's pages are made with. */
const pagesUse = [
  '@codemirror/autocomplete',
  '@codemirror/lang-yaml',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/merge',
  '@codemirror/state',
  '@codemirror/view',
  '@internationalized/date',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'codemirror',
  'codemirror-json-schema',
  'lucide-react',
  'react',
  'react-aria-components',
  'react-dom',
  'wouter',
];

/**
 * Where a package lives. Everything else meets it through a port or a function of ours. zod is vocabulary. The sandbox
 * stands in for foreign servers and shares nothing with us, so it may bring its own.
 */
const homes: Readonly<Record<string, readonly string[]>> = {
  '@electric-sql/pglite': ['src/adapters/'],
  aws4fetch: ['src/adapters/s3-archive.ts'],
  'csv-parse': ['src/domain/contact-import.ts'],
  eta: ['src/domain/template.ts'],
  express: ['src/app.ts', 'src/webhook/', 'src/console/', 'src/pages/'],
  'fast-xml-parser': ['src/sandbox/carrier/'],
  'ical-generator': ['src/domain/calendar-file.ts'],
  'ipaddr.js': ['src/adapters/'],
  kysely: ['src/adapters/'],
  'libphonenumber-js': ['src/domain/phone-number.ts'],
  'linkify-it': ['src/domain/link-guard.ts'],
  mailparser: ['src/sandbox/mailbox/'],
  nodemailer: ['src/adapters/'],
  openai: ['src/adapters/'],
  pg: ['src/adapters/'],
  'pg-boss': ['src/adapters/'],
  pino: ['src/adapters/'],
  'prom-client': ['src/adapters/'],
  'sms-segments-calculator': ['src/domain/sms-text.ts'],
  'smtp-server': ['src/sandbox/mailbox/'],
  'temporal-polyfill': ['src/domain/'],
  twilio: ['src/adapters/'],
  undici: ['src/adapters/'],
  ws: ['src/relay/socket.ts', 'src/sandbox/'],
  xmlbuilder2: ['src/twiml/'],
  yaml: ['src/config/', 'src/sandbox/phone/', 'src/console/web/'],
  'rate-limiter-flexible': ['src/console/'],
  ...Object.fromEntries(pagesUse.map((name) => [name, ['src/console/web/']])),
};

/** Where time, chance and the environment come from. */
const ambient: readonly { readonly pattern: RegExp; readonly homes: readonly string[] }[] = [
  { pattern: /\bprocess\.env\b/, homes: ['src/config/env.ts'] },
  {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
    homes: ['src/adapters/system-clock.ts', 'src/sandbox/real-clock.ts', 'src/console/web/browser/clock.ts'],
  },
  {
    pattern: /\b(?:setTimeout|setInterval)\b/,
    homes: ['src/adapters/system-clock.ts', 'src/sandbox/real-clock.ts', 'src/console/web/browser/clock.ts'],
  },
  {
    pattern: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/,
    homes: ['src/adapters/', 'src/sandbox/'],
  },
];

const partOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
const isOurs = (name: string): boolean => name.startsWith('src/');
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const lines = (path: string): number => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;

function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) => {
    const allowed = mayImport[partOf(path)];
    if (!allowed) return [`${path} is in no known part of src/`];
    const ours = imports.filter((name) => isOurs(name) && partOf(name) !== partOf(path));
    const stray = imports.filter((name) => /^(?:test|bench|\.\.)(?:\/|$)/.test(name));
    const forbidden = ours.filter((name) => !allowed.includes(partOf(name)) && !allowed.includes(name.slice(4)));
    return [...forbidden, ...stray].map((name) => `${path} imports ${name}`);
  });
}

/** The pages run in a browser: all they share with the server is the contract, and the words it is written in. */
function pageImports(files: readonly SourceFile[]): string[] {
  const shared = /^src\/console\/(?:web|contract)\//;
  return files.flatMap(({ path, imports }) => {
    const foreign = imports.filter((name) => isOurs(name) && !shared.test(name));
    const inPages = path.startsWith('src/console/web/') ? foreign : [];
    const ofPages = path.startsWith('src/console/web/')
      ? []
      : imports.filter((name) => name.startsWith('src/console/web/'));
    return [...inPages, ...ofPages].map((name) => `${path} imports ${name}`);
  });
}

function cycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map(({ path, imports }) => [path, imports.filter(isOurs)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function homelessPackages(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) => {
    const packages = imports.filter((name) => !isOurs(name) && !/^(?:node:|zod$|\.\.|test\/|bench\/)/.test(name));
    const astray = packages.filter((name) => !homes[packageOf(name)]?.some((home) => path.startsWith(home)));
    return astray.map((name) => `${path} imports ${name}`);
  });
}

function ambientUses(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    ambient
      .filter(({ pattern, homes }) => pattern.test(text) && !homes.some((home) => path.startsWith(home)))
      .map(({ pattern }) => `${path} uses ${pattern.exec(text)?.[0]}`),
  );
}

function badExports(files: readonly SourceFile[]): string[] {
  const pattern = /^export default\b|^export \*|^export (?:type )?\{[^}]*\} from\b/m;
  return files.filter(({ text }) => pattern.test(text)).map(({ path, text }) => `${path}: ${pattern.exec(text)?.[0]}`);
}

describe('the layout', () => {
  it('[AR1] imports follow the table of the design, type imports counted', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(forbiddenImports(sources)).toEqual([]);
    const missing = sources.flatMap(({ path, imports }) =>
      imports.filter((name) => isOurs(name) && !existsSync(join(root, name))).map((name) => `${path} imports ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('[AR2] no file imports itself by any way round, type imports counted', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it('[AR3] each package is imported in its home only, and the words of the business import no machinery', () => {
    expect(homelessPackages(sources)).toEqual([]);
    const machinery = sources.filter(({ path, imports }) => {
      return path.startsWith('src/domain/') && imports.some((name) => name.startsWith('node:'));
    });
    expect(machinery.map(({ path }) => path)).toEqual([]);
  });

  it('[AR4] no file is longer than 300 lines', () => {
    const long = [...sources, ...tests].filter(({ path }) => lines(path) > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('[AR5] nothing is exported by default or passed on', () => {
    expect(badExports([...sources, ...tests])).toEqual([]);
  });

  it('[AR6] time, chance and the environment come from their homes only', () => {
    expect(ambientUses(sources)).toEqual([]);
  });
});

describe('the pages', () => {
  it('[AR8] the pages of the console share the contract with the server, and nothing else', () => {
    expect(sources.some(({ path }) => path.startsWith('src/console/web/'))).toBe(true);
    expect(pageImports(sources)).toEqual([]);
    const strays = [
      sourceFile('src/console/web/x.tsx', "import { y } from '../access.ts';\n"),
      sourceFile('src/console/z.ts', "import { App } from './web/app.tsx';\n"),
    ];
    expect(pageImports(strays)).toHaveLength(2);
  });
});

describe('the check itself', () => {
  const files = [
    sourceFile('src/domain/a.ts', "import type { B } from './b.ts';\nimport { x } from '../ports.ts';\n"),
    sourceFile(
      'src/domain/b.ts',
      "import {\n  a,\n} from './a.ts';\nimport OpenAI from 'openai';\nexport default a;\n",
    ),
    sourceFile('src/turn/c.ts', "import { t } from '../tools/tool.ts';\nimport { s } from '../tools/send.ts';\n"),
    sourceFile('src/turn/d.ts', '// Date.now()\nconst now = Date.now();\nexport * from "./c.ts";\n'),
    sourceFile('src/app.ts', "await import('./adapters/x.ts');\nnew URL('./sandbox/w.ts', import.meta.url);\n"),
  ];

  it('[AR7] finds what it is there to find', () => {
    expect(forbiddenImports(files)).toEqual([
      'src/domain/a.ts imports src/ports.ts',
      'src/turn/c.ts imports src/tools/send.ts',
      'src/app.ts imports src/adapters/x.ts',
      'src/app.ts imports src/sandbox/w.ts',
    ]);
    expect(cycles(files)).toEqual(['src/domain/a.ts → src/domain/b.ts → src/domain/a.ts']);
    expect(homelessPackages(files)).toEqual(['src/domain/b.ts imports openai']);
    expect(ambientUses(files)).toEqual(['src/turn/d.ts uses Date.now']);
    expect(badExports(files)).toHaveLength(2);
  });
});
