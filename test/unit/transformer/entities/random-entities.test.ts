import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planSource, walk } from './plan-source.ts';
import { drawModel, type Model, renderModel } from './random-types.ts';
import { drawValue } from './random-values.ts';
import { byAnnotation, byTid, listEntities, type Rule, reflect } from './reflect.ts';

// A program costs far more than what is asked of it.
const MODELS = 24;
const VALUES = 6;

const RULES: readonly (readonly [string, string, Rule])[] = [
  ['annotated', '@tracks', byAnnotation],
  ['thing', '@tracks thing id=tid', byTid],
];

function renderModels(models: readonly Model[]): string {
  return models
    .map((model, index) => {
      const functions = RULES.map(
        ([name, line]) => `/** ${line} */ export function ${name}${index}(): Root { throw new Error(); }`,
      );
      return `export namespace N${index} {\n${renderModel(model)}\n${functions.join('\n')}\n}`;
    })
    .join('\n');
}

it('the emitted walk finds exactly what a reflective one finds', () => {
  const counts = { found: 0, empty: 0 };
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const models = Array.from({ length: MODELS }, () => drawModel(draw));
      const planned = planSource(renderModels(models));
      for (const [index, model] of models.entries()) {
        for (const [name, , rule] of RULES) {
          const { tracked, code, messages } = planned[`${name}${index}`] ?? { tracked: [], code: '', messages: [] };
          const entities = listEntities(model, rule);
          expect(tracked.map(({ entity }) => entity)).toEqual(entities);
          expect(messages.length).toBe(entities.length === 0 ? 1 : 0);
          if (entities.length === 0) continue;
          for (let round = 0; round < VALUES; round++) {
            const drawn = drawValue(draw, model);
            const found = walk(code, drawn.value);
            expect(found, `${renderModel(model)}\n${code}`).toEqual(reflect(model, rule, drawn));
            counts[found.some((one) => !one.startsWith('list')) ? 'found' : 'empty'] += 1;
          }
        }
      }
    }),
    { numRuns: 15 },
  );
  expect(counts.found).toBeGreaterThan(counts.empty);
});
