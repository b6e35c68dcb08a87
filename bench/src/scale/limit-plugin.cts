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
      '"holes":["id","teamId"],"key":{"form":"arguments","holes":2},"tags":[["table:917"]],"ttl":600000,"nulls":30000,"shape":"65968d846ad651bd","types":{"primitives":[0,1],"dropsAsync":true}',
    keepsAsync: false,
  },
  list: {
    key: 'filter, limit',
    parameters: ['filter', 'limit'],
    fields:
      '"holes":["filter","limit"],"key":{"form":"arguments","holes":2},"ttl":300000,"shape":"0063e53e9f2dc60c","types":{"primitives":[1]}',
    keepsAsync: true,
  },
};

/** `{ "transform": "limit-plugin.cjs", "reads": true }` */
interface Config {
  /** Reads the lines of the comment and the types of parameters and result, as a plugin has to that knows nothing beforehand. */
  readonly reads?: boolean;
  /** Reads, and looks for the mistakes that a function of the project could have, each in the plainest way. */
  readonly checks?: boolean;
}

/**
 * The least that a plugin takes which writes what ours writes for the project of write-project.ts: it knows beforehand
 * which functions are annotated and what is written around their bodies. With `reads` it also asks for what a spec is made
 * of, and for nothing that a mistake would be found by; with `checks` for that too, as far as it can be in this project.
 */
function limitPlugin(
  program: ts.Program,
  { reads = false, checks = false }: Config,
  { ts: typescript }: Extras,
): ts.TransformerFactory<ts.SourceFile> {
  const checker = program.getTypeChecker();
  const facts = new Map<ts.Node, string>();
  const ids = new Set<string>();
  // Before anything is checked or emitted, so that problems could be told.
  if (reads || checks)
    for (const file of program.getSourceFiles()) {
      if (file.isDeclarationFile) continue;
      if (checks) checkFile(typescript, checker, file);
      for (const statement of file.statements) {
        if (!typescript.isFunctionDeclaration(statement)) continue;
        const read = readFunction(typescript, checker, { file, node: statement });
        if (read === undefined) continue;
        facts.set(statement, read);
        if (checks) checkFunction({ typescript, checker, ids }, { file, node: statement });
      }
    }
  return ({ factory }) =>
    (file) => {
      // Told its kind, the compiler does not look the text up among its keywords.
      const create: (text: string, kind: ts.SyntaxKind) => ts.Identifier = factory.createIdentifier;
      const emitText = (text: string): ts.Statement =>
        factory.createExpressionStatement(create(text, typescript.SyntaxKind.Identifier));
      const names: string[] = [];
      const specs: string[] = [];
      const statements = file.statements.map((statement) => {
        const name = typescript.isFunctionDeclaration(statement) ? statement.name?.text : undefined;
        const written = name === undefined ? undefined : FUNCTIONS[name.slice(0, 4)];
        if (name === undefined || written === undefined || !typescript.isFunctionDeclaration(statement))
          return statement;
        names.push(name);
        const fields = facts.get(statement) ?? written.fields;
        specs.push(`        {"id":"${name}","kind":"function","calls":"async",${fields}}`);
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

const TAG_LINE = /^\s*\*\s*@(cache|tag)\s*(.*)$/gm;

/** The fields of a spec: what the comment says, which parameters are primitives, and the shape of the result. */
function readFunction(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  { file, node }: { readonly file: ts.SourceFile; readonly node: ts.FunctionDeclaration },
): string | undefined {
  const comment = typescript.getLeadingCommentRanges(file.text, node.pos)?.at(-1);
  const lines = comment === undefined ? [] : [...file.text.slice(comment.pos, comment.end).matchAll(TAG_LINE)];
  if (lines.length === 0 || node.type === undefined) return undefined;
  const words = lines.map(([, tag, rest = '']) => `"${tag}":${JSON.stringify(rest.trim().split(' '))}`);
  const parameters = node.parameters.map(({ name }) => name.getText(file)).sort();
  const { Object: ObjectType } = typescript.TypeFlags;
  const primitives = node.parameters.flatMap((parameter, index) =>
    (checker.getTypeAtLocation(parameter).flags & ObjectType) === 0 ? [index] : [],
  );
  const [result] = checker.getTypeArguments(checker.getTypeFromTypeNode(node.type) as ts.TypeReference);
  const shape =
    result === undefined
      ? ''
      : process
          .getBuiltinModule('node:crypto')
          .hash('sha256', describe(typescript, checker, result))
          .slice(0, 16);
  const isUsed = /this|super|arguments/.test(node.body?.getText(file) ?? '');
  return `"holes":${JSON.stringify(parameters)},${words.join(',')},"shape":"${shape}","primitives":[${primitives}],"isUsed":${isUsed}`;
}

/** `{ id: number; name: string } | null` */
function describe(typescript: typeof ts, checker: ts.TypeChecker, type: ts.Type): string {
  const into = (part: ts.Type): string => describe(typescript, checker, part);
  if (type.isUnion()) return type.types.map(into).sort().join(' | ');
  if ((type.flags & typescript.TypeFlags.Object) === 0) return checker.typeToString(type);
  if (checker.isArrayType(type))
    return `${checker
      .getTypeArguments(type as ts.TypeReference)
      .map(into)
      .join(', ')}[]`;
  const fields = checker
    .getPropertiesOfType(type)
    .map((field) => `${field.name}: ${into(checker.getTypeOfSymbol(field))}`);
  return `{ ${fields.sort().join('; ')} }`;
}

/** What a file may declare that changes, that emitted code would take for its own, or that its bodies must not read. */
function checkFile(typescript: typeof ts, checker: ts.TypeChecker, file: ts.SourceFile): void {
  if (file.text.includes('hf_') || /Promise\b(?!\s*[.<(])/.test(file.text))
    throw new Error(`a name in ${file.fileName}`);
  for (const statement of file.statements) {
    if (typescript.isVariableStatement(statement)) {
      if ((statement.declarationList.flags & typescript.NodeFlags.Const) === 0)
        throw new Error(`a let in ${file.fileName}`);
      continue;
    }
    const bindings = typescript.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (bindings === undefined || !typescript.isNamedImports(bindings)) continue;
    for (const { name } of bindings.elements) {
      const symbol = checker.getSymbolAtLocation(name);
      const declared = symbol && checker.getAliasedSymbol(symbol).valueDeclaration;
      if (declared !== undefined && typescript.isVariableDeclaration(declared))
        throw new Error(`${name.text} may change`);
    }
  }
}

interface Checks {
  readonly typescript: typeof ts;
  readonly checker: ts.TypeChecker;
  /** Of all functions so far. */
  readonly ids: Set<string>;
}

/** Its id is its own, no body reads what no key tells, a key can be made of its parameters, and its results can be stored. */
function checkFunction(
  { typescript, checker, ids }: Checks,
  { file, node }: { readonly file: ts.SourceFile; readonly node: ts.FunctionDeclaration },
): void {
  const id = node.name?.text ?? '';
  if (ids.has(id)) throw new Error(`${id} stands twice`);
  ids.add(id);
  const body = node.body?.getText(file) ?? '';
  if (/\\|\b(?:var|function|arguments|this|super|getStore)\b/.test(body)) throw new Error(`a word in ${id}`);
  for (const parameter of node.parameters) {
    if (!typescript.isIdentifier(parameter.name)) throw new Error(`a pattern in ${id}`);
    checkType(typescript, checker, checker.getTypeAtLocation(parameter));
  }
  const signature = checker.getSignatureFromDeclaration(node);
  const result = signature && checker.getReturnTypeOfSignature(signature);
  const held = result && checker.getTypeArguments(result as ts.TypeReference)[0];
  if (held !== undefined) checkType(typescript, checker, held);
}

/** Nothing in it is a function, a symbol or an instance. */
function checkType(typescript: typeof ts, checker: ts.TypeChecker, type: ts.Type): void {
  const { TypeFlags, SymbolFlags } = typescript;
  if ((type.flags & TypeFlags.ESSymbolLike) !== 0) throw new Error('a symbol');
  if (type.isUnion()) {
    for (const member of type.types) checkType(typescript, checker, member);
  } else if (checker.isArrayType(type)) {
    for (const item of checker.getTypeArguments(type as ts.TypeReference)) checkType(typescript, checker, item);
  } else if ((type.flags & TypeFlags.Object) !== 0) {
    if (type.getCallSignatures().length > 0 || type.isClass()) throw new Error('no data');
    for (const field of checker.getPropertiesOfType(type)) {
      if ((field.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0) throw new Error('a method');
      checkType(typescript, checker, checker.getTypeOfSymbol(field));
    }
  }
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
