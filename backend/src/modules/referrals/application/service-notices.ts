/** The licence notices of outside services; the composition of the module brings them. */
export abstract class ServiceNotices {
  abstract readonly services: readonly Readonly<Record<string, unknown>>[];
}
