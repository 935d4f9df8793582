import { conclude, quickGates } from './gates.ts'

conclude(await quickGates(['unit']))
