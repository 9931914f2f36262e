const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id out of an address, where it is one. */
export const uuidIn = (text: string | null): string | undefined => UUID.exec(text ?? '')?.[0];
