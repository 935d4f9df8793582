// What `server-only` becomes outside a Next build.
export {}
