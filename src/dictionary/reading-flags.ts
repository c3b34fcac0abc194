/** How the compiled dictionary packs a reading into 32 bits: the entity's number below, flags above. */
export const ENTITY_MASK = (1 << 24) - 1;
export const ReadingFlag = { AMBIGUOUS: 1 << 24, CAPITALISED: 1 << 25, ALL_CAPITALS: 1 << 26 } as const;

/** Which types a key may name, and whether it needs context for all of them. */
export const TypeBit = { person: 1, company: 2, city: 4, ambiguous: 8 } as const;
