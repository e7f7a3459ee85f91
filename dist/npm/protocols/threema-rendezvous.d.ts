export * from "./threema-rendezvous.cjs";
