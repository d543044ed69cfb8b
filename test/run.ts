import { configDefaults } from 'vitest/config';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';

/**
 * What `npm test` runs: everything, the tests in a browser last and with the machine to themselves; then plainly what was
 * skipped and why, and the count as the last line. Arguments narrow it to files whose path contains them.
 */
const inBrowser = 'test/browser/**';
const passes = [
  { exclude: [...configDefaults.exclude, inBrowser] },
  { include: [`${inBrowser}/*.test.ts`], maxWorkers: 3 },
];
let [total, passed, failed] = [0, 0, 0];
const skipped: TestCase[] = [];
for (const pass of passes) {
  const vitest = await startVitest('test', process.argv.slice(2), { watch: false, passWithNoTests: true, ...pass });
  const modules = vitest.state.getTestModules();
  const cases = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string): TestCase[] => cases.filter((test) => test.result().state === state);
  // A file that does not load has no failed test, and would otherwise pass unnoticed.
  const broken = modules.filter((module) => !module.ok() && !hasFailedTest(module));
  const unhandled = vitest.state.getUnhandledErrors();
  total += cases.length;
  passed += inState('passed').length;
  failed += inState('failed').length + broken.length + unhandled.length;
  skipped.push(...inState('skipped'), ...inState('pending'));
  await vitest.close();
  for (const module of broken) console.log(`Did not load: ${module.relativeModuleId}`);
  if (unhandled.length > 0) console.log(`Errors outside any test: ${unhandled.length}`);
}

console.log(skipped.length === 0 ? 'Nothing was skipped.' : 'Skipped:');
for (const [reason, count] of countByReason(skipped)) console.log(`  ${count} × ${reason}`);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 || total === 0 ? 1 : 0;

function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0;
}

/** A skipped test says why in its note, else in the name of its suite. */
function countByReason(tests: readonly TestCase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const result = test.result();
    const note = result.state === 'skipped' ? result.note : undefined;
    const suite = test.parent.type === 'suite' ? test.parent.fullName : test.name;
    const reason = `${test.module.relativeModuleId}: ${suite}${note ? `: ${note}` : ''}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}
