export * from "./vi.cjs";
