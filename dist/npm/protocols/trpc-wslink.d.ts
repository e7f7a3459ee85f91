export * from "./trpc-wslink.cjs";
