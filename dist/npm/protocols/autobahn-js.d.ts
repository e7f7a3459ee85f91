export * from "./autobahn-js.cjs";
