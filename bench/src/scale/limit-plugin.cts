import type ts from 'typescript';

/** What ts-patch hands to a plugin. */
interface Extras {
  readonly ts: typeof ts;
}

/** What is written of a function of the project, by what its name begins with. */
interface Written {
  readonly key: string;
  readonly parameters: readonly string[];
  readonly fields: string;
  readonly keepsAsync: boolean;
}

const FUNCTIONS: Readonly<Record<string, Written>> = {
  find: {
    key: 'id, teamId',
    parameters: ['teamId', 'id'],
    fields:
      'holes: ["id", "teamId"], key: { form: "arguments", holes: 2 }, tags: [["table:917"]], ttl: 600000, nulls: 30000, shape: "65968d846ad651bd", types: { primitives: [0, 1], dropsAsync: true }',
    keepsAsync: false,
  },
  list: {
    key: 'filter, limit',
    parameters: ['filter', 'limit'],
    fields:
      'holes: ["filter", "limit"], key: { form: "arguments", holes: 2 }, ttl: 300000, shape: "0063e53e9f2dc60c", types: { primitives: [1] }',
    keepsAsync: true,
  },
};

/**
 * The least that a plugin takes which writes what ours writes for the project of write-project.ts: it reads no comment
 * and asks for no type, since it knows beforehand which functions are annotated and what is written around their bodies.
 */
function limitPlugin(
  _program: ts.Program,
  _config: unknown,
  { ts: typescript }: Extras,
): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) =>
    (file) => {
      const emitText = (text: string): ts.Statement =>
        factory.createExpressionStatement(factory.createIdentifier(text));
      const names: string[] = [];
      const specs: string[] = [];
      const statements = file.statements.map((statement) => {
        const name = typescript.isFunctionDeclaration(statement) ? statement.name?.text : undefined;
        const written = name === undefined ? undefined : FUNCTIONS[name.slice(0, 4)];
        if (name === undefined || written === undefined || !typescript.isFunctionDeclaration(statement))
          return statement;
        names.push(name);
        specs.push(`        { id: "${name}", kind: "function", calls: "async", ${written.fields} }`);
        return emitFunction(typescript, factory, { statement, name, written, handle: `hf${names.length}`, emitText });
      });
      if (names.length === 0) return file;
      const handles = names.map((_, index) => `hf${index + 1}`).join(', ');
      const prelude = `import * as hf_runtime from "holdfast";
var ${handles};
function hf_load() {
    [${handles}] = hf_runtime.compiled({ abi: 1, file: "src/file.ts", namespace: "scale", specs: [
${specs.join(',\n')}
    ] });
}
hf_load();
${names.map((name, index) => `hf${index + 1}.attach(${name})`).join(';\n')}`;
      return factory.updateSourceFile(file, [emitText(prelude), ...statements]);
    };
}

interface Emitted {
  readonly statement: ts.FunctionDeclaration;
  readonly name: string;
  readonly written: Written;
  readonly handle: string;
  readonly emitText: (text: string) => ts.Statement;
}

function emitFunction(
  typescript: typeof ts,
  factory: ts.NodeFactory,
  { statement, name, written, handle, emitText }: Emitted,
): ts.Statement {
  const { AsyncKeyword, EqualsGreaterThanToken } = typescript.SyntaxKind;
  const { key, parameters, keepsAsync } = written;
  const body = factory.createArrowFunction(
    [factory.createModifier(AsyncKeyword)],
    undefined,
    [],
    undefined,
    factory.createToken(EqualsGreaterThanToken),
    statement.body ?? factory.createBlock([]),
  );
  const named = factory.createObjectLiteralExpression([factory.createPropertyAssignment(name, body)]);
  const run = factory.createCallExpression(factory.createIdentifier(`${handle}.run`), undefined, [
    factory.createPropertyAccessExpression(named, name),
    factory.createIdentifier(key),
  ]);
  const copies = parameters.map((parameter) => `hf_${parameter} = ${parameter}`).join(', ');
  const own = parameters.map((parameter) => `${parameter} = hf_${parameter}`).join(', ');
  const indentation = keepsAsync ? '    ' : '        ';
  const lookUp = [
    `if (${handle} === undefined) hf_load()`,
    `const hf_hit = ${handle}.hit(${key})`,
    `if (typeof hf_hit !== "symbol" || hf_hit !== hf_runtime.MISS) return ${keepsAsync ? 'hf_hit' : 'Promise.resolve(hf_hit)'}`,
    `const ${copies}`,
  ];
  const call = [
    emitText(lookUp.join(`;\n${indentation}`)),
    factory.createBlock([emitText(`let ${own}`), factory.createReturnStatement(run)], true),
  ];
  const rejected = factory.createBlock([emitText('return Promise.reject(hf_error)')], true);
  const statements = keepsAsync
    ? call
    : [
        factory.createTryStatement(
          factory.createBlock(call, true),
          factory.createCatchClause(factory.createVariableDeclaration('hf_error'), rejected),
          undefined,
        ),
      ];
  const modifiers = statement.modifiers?.filter(({ kind }) => keepsAsync || kind !== AsyncKeyword);
  const { asteriskToken, typeParameters, type } = statement;
  return factory.updateFunctionDeclaration(
    statement,
    modifiers,
    asteriskToken,
    statement.name,
    typeParameters,
    statement.parameters,
    type,
    factory.createBlock(statements, true),
  );
}

module.exports = limitPlugin;
