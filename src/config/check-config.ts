import { processEnvironment } from './env.ts';
import { loadSites } from './load-sites.ts';
import { formatProblem, hasErrors } from './problem.ts';

/** `npm run check-config [FOLDER]`: prints all that is wrong with the site files; exit code 1 when anything is. */
const environment = processEnvironment();
const directory = process.argv[2] ?? environment.CONFIG_DIR ?? './config';
const { sites, problems } = await loadSites(directory, {
  // What is checked here may run elsewhere: a secret missing on this machine is a warning.
  sandboxed: true,
  secret: (reference) => environment[reference.slice(2, -1)] ?? null,
});
for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
if (hasErrors(problems)) process.exitCode = 1;
else {
  for (const { file, site } of sites) {
    const lines = site.lines.map((line) => `${line.id} ${line.numbers.join(' ')}`).join(', ');
    process.stdout.write(`OK ${file}: ${site.name} (${site.plan}); lines: ${lines}\n`);
  }
}
