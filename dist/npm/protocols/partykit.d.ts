export * from "./partykit.cjs";
