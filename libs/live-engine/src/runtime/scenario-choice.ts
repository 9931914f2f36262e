import { readFileSync } from 'node:fs';
import { BUILTIN_SCENARIOS } from '../scripted/builtin-scenarios.js';
import { Scenario } from '../scripted/scenario.js';

/** Thrown for a scenario name that nobody has registered, or JSON that is no scenario. */
export class UnknownScenarioError extends Error {
  override readonly name = 'UnknownScenarioError';
}

/** The scenarios of one engine by name; a text may also be a whole scenario in JSON. */
export class ScenarioBook {
  private readonly byName: Map<string, Scenario>;

  constructor(extra: readonly Scenario[] = []) {
    this.byName = new Map([...BUILTIN_SCENARIOS, ...extra].map((scenario) => [scenario.name, scenario]));
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  add(scenario: Scenario): void {
    this.byName.set(scenario.name, scenario);
  }

  named(name: string): Scenario | undefined {
    return this.byName.get(name);
  }

  /** A name, JSON, or the path of a JSON file. */
  read(text: string): Scenario {
    const known = this.byName.get(text);
    if (known) return known;
    const json = text.trimStart().startsWith('{')
      ? text
      : text.endsWith('.json')
        ? readFileSync(text, 'utf8')
        : undefined;
    if (json === undefined)
      throw new UnknownScenarioError(`There is no scenario "${text}". Known: ${this.names.join(', ')}.`);
    return parse(json);
  }

  /** What an upgrade asks for: the `x-scenario` header first, then a key that is a scenario's name. */
  ofUpgrade(header: string | undefined, key: string): Scenario | undefined {
    return header === undefined ? this.byName.get(key) : this.inline(header);
  }

  /** Headers come from the wire, so they may name or hold a scenario but not point at a file. */
  private inline(header: string): Scenario {
    if (header.trimStart().startsWith('{')) return parse(header);
    const known = this.byName.get(header);
    if (known) return known;
    throw new UnknownScenarioError(`There is no scenario "${header}". Known: ${this.names.join(', ')}.`);
  }
}

function parse(json: string): Scenario {
  try {
    return Scenario.parse(JSON.parse(json));
  } catch (error) {
    throw new UnknownScenarioError(
      `This is no scenario: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
