import type { FunctionSpec, Template } from 'holdfast';

/** The key of a function as a text with names in place of values: `findUser(id,teamId)`, `user:{id}`. */
export function describeKey(spec: FunctionSpec): string {
  const { key, holes, vary } = spec;
  const varying = vary === undefined ? undefined : holes[vary];
  const text = key.form === 'template' ? describeTemplate(spec, key.template) : describeArguments(spec);
  return varying === undefined ? text : `${text}|${varying}`;
}

/** The tags of a function: `team:{teamId}`, `./drafts:{id}`, `=tagsOf`; absent where there are none. */
export function describeTags({ tags, holes }: FunctionSpec): readonly string[] | undefined {
  return tags?.map((tag) => {
    const [only] = tag;
    const computed = tag.length === 1 && typeof only === 'number' ? holes[only] : undefined;
    return computed?.endsWith('()') ? `=${computed.slice(0, -2)}` : renderTemplate(tag, holes);
  });
}

function describeArguments({ id, key, holes, vary }: FunctionSpec): string {
  const names = holes.slice(0, key.holes).filter((_, index) => index !== vary);
  return `${id}(${names.join(',')})`;
}

function describeTemplate({ id, holes }: FunctionSpec, template: Template): string {
  const text = renderTemplate(template, holes);
  // A constant template can look like id and arguments. An empty hole, which no template has, keeps the two apart.
  return text.startsWith(`${id}(`) && text.endsWith(')') && !text.includes('{') ? `${text}{}` : text;
}

function renderTemplate(template: Template, holes: readonly string[]): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : `{${holes[piece] ?? ''}}`)).join('');
}
