export * from "./laravel-reverb.cjs";
