/**
 * A value as text, so that two values have the same text only if nothing that a program can see of them differs:
 * types, prototypes, the order of fields, holes, -0, bytes, hidden fields of errors. Written without the codec's code.
 */
export function described(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'string':
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : describedObject(value);
    default:
      return String(value);
  }
}

function describedObject(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  const name = prototype === null ? 'bare' : String(Reflect.get(Object(prototype), 'constructor').name);
  return `${name}(${contentOf(object)})${fieldsOf(object)}`;
}

function contentOf(object: object): string {
  if (object instanceof Date) return String(object.getTime());
  if (object instanceof Map) return Array.from(object, (pair) => pair.map(described).join('=>')).join(', ');
  if (object instanceof Set) return Array.from(object, described).join(', ');
  if (object instanceof RegExp) return `${JSON.stringify(object.source)} ${object.flags}`;
  if (object instanceof ArrayBuffer) return Buffer.from(object).toString('hex');
  if (ArrayBuffer.isView(object))
    return Buffer.from(object.buffer, object.byteOffset, object.byteLength).toString('hex');
  return '';
}

function fieldsOf(object: object): string {
  if (ArrayBuffer.isView(object)) return '';
  const fields = Reflect.ownKeys(object).map((name) => {
    const hidden = Object.prototype.propertyIsEnumerable.call(object, name) ? '' : 'hidden ';
    return `${hidden}${JSON.stringify(String(name))}: ${described(Reflect.get(object, name))}`;
  });
  return `{${fields.join(', ')}}`;
}
