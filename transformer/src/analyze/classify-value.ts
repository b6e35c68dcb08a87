import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';

/** Objects that stand for something running or open, by the names the standard library and Node give them. */
const OPAQUE = new Set([
  ...['AbortSignal', 'AbortController', 'EventEmitter', 'Promise', 'WeakMap', 'WeakSet', 'WeakRef'],
  ...['ReadableStream', 'WritableStream', 'ReadWriteStream', 'TransformStream', 'Stream', 'Readable', 'Writable'],
  ...['Duplex', 'Transform', 'PassThrough', 'Socket', 'Server', 'IncomingMessage', 'ServerResponse'],
]);

/**
 * What a type is that can never be part of a key, in words for a message; `undefined` where a value of the
 * type may be one. Only what the type alone settles is told; the rest shows when a key is made.
 */
export function describeUnkeyable(context: AnalysisContext, type: ts.Type): string | undefined {
  return describeAll(context, type, (member) => {
    if ((member.flags & context.typescript.TypeFlags.ESSymbolLike) !== 0) return 'a symbol';
    if (member.getCallSignatures().length + member.getConstructSignatures().length > 0) return 'a function';
    const opaque = findOpaque(context, member);
    return opaque === undefined ? undefined : `of type ${opaque}`;
  });
}

/** What a type is that cannot stand in a tag: a tag is text, so only primitives and dates can. */
export function describeUnprintable(context: AnalysisContext, type: ts.Type): string | undefined {
  const { TypeFlags } = context.typescript;
  return describeAll(context, type, (member) => {
    if ((member.flags & TypeFlags.ESSymbolLike) !== 0) return 'a symbol';
    if ((member.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)) === 0 || member.symbol?.name === 'Date')
      return undefined;
    return `of type ${context.checker.typeToString(member)}`;
  });
}

/** Describes a type if each of its members, apart from null and undefined, can be described. */
function describeAll(
  { checker }: AnalysisContext,
  type: ts.Type,
  describe: (member: ts.Type) => string | undefined,
): string | undefined {
  const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  const members = solid.isUnion() ? solid.types : [solid];
  const descriptions = members.map(describe);
  return descriptions.includes(undefined) ? undefined : descriptions[0];
}

function findOpaque(context: AnalysisContext, type: ts.Type): string | undefined {
  const { symbol } = type;
  if (symbol !== undefined && OPAQUE.has(symbol.name) && isFromPlatform(context, symbol)) return symbol.name;
  const bases = type.isClassOrInterface() ? context.checker.getBaseTypes(type) : [];
  for (const base of bases) {
    const opaque = findOpaque(context, base);
    if (opaque !== undefined) return symbol?.name ?? opaque;
  }
  return undefined;
}

function isFromPlatform({ program }: AnalysisContext, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/@types/node/');
  });
}
