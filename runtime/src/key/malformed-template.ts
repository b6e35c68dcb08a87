import { ConfigurationError } from '../errors.ts';
import type { Template } from '../spec.ts';

/**
 * The error for a template that the build refuses, so that it did not make this code: two holes with nothing between
 * them, a hole that does not exist, or a lone surrogate. Different calls could share a key.
 */
export function malformedTemplate(id: string, template: Template): ConfigurationError {
  return new ConfigurationError(
    `${id}: the template ${JSON.stringify(template)} is none that the build makes. Install versions of holdfast and @holdfast/transformer that belong together, and build again.`,
  );
}
