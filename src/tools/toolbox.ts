import type { z } from 'zod';
import { BUILT_IN_TOOLS } from '../domain/tool-names.ts';
import { failed, refused } from '../domain/tool-result.ts';
import type { ToolDeclaration } from '../ports.ts';
import { lineTools } from './line-tools.ts';
import type { Execution, FinishedRun, Tool, Toolbox, ToolCall, ToolContext, ToolOutcome } from './tool.ts';
import { declarationOf, parseArguments } from './tool-schema.ts';

/** What this line offers in this call, in the same order every time: the declarations open the model's cached prefix. */
export function createToolbox(context: ToolContext): Toolbox {
  const offered = lineTools(context.inForce).filter(({ objection }) => objection === null);
  const tools = offered.map(({ make }) => make());
  const outcomes = new Map<string, Promise<ToolOutcome>>();
  const finished: FinishedRun[] = [...context.earlier];
  // What the line has, but not at this hour: the model does not see it, and whoever calls it all the same hears why.
  const now = context.clock.now();
  const closed = new Set(offered.filter((tool) => tool.closed(now) !== null).map(({ name }) => name));
  const declarations: readonly ToolDeclaration[] = tools.filter(({ name }) => !closed.has(name)).map(declarationOf);
  return {
    declarations,
    run(call, run) {
      const known = outcomes.get(run.toolCallId);
      if (known !== undefined) return known;
      const outcome = runTool(tools, context, call, { ...run, earlier: finished }).then((done) => {
        finished.push({ name: call.name, turn: run.turn, result: done.result });
        return done;
      });
      outcomes.set(run.toolCallId, outcome);
      return outcome;
    },
  };
}

/** Prepare → execute → finalize. Whatever goes wrong is a result the model can read. */
async function runTool(
  tools: readonly Tool[],
  context: ToolContext,
  call: ToolCall,
  run: Execution,
): Promise<ToolOutcome> {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) return { result: notOffered(call.name, tools) };
  if (run.signal.aborted) return { result: failed('interrupted', 'Shall I go on with that?') };
  const input = parseArguments(tool, call.argumentsJson);
  if (!input.ok) return { result: { ...failed('bad_arguments', notDone), hint: input.failure } };
  const objection = tool.refuses?.(run) ?? null;
  if (objection !== null) return { result: objection };
  try {
    return await tool.execute(input.value as z.output<typeof tool.parameters>, context, run);
  } catch (error) {
    context.log.error('a tool failed', { tool: tool.name, toolCallId: run.toolCallId, error });
    return { result: failed('internal', notDone) };
  }
}

function notOffered(name: string, tools: readonly Tool[]) {
  if (BUILT_IN_TOOLS.includes(name)) return refused('not_enabled', "I'm sorry, I can't do that on this line.");
  const names = tools.map((tool) => tool.name).join(', ');
  return { ...failed('unknown_tool', notDone), hint: `There is no such tool. The tools are: ${names}.` };
}

const notDone = "I'm sorry, that didn't work just now.";
