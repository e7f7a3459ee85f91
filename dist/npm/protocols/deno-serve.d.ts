export * from "./deno-serve.cjs";
