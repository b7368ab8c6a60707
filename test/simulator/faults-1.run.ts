import './stand-ins.ts'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { readyEngine } from '../../electron/services/sample/ready-engine.ts'
import { runFaults } from './faults.ts'
import { standInForWebCrypto } from './quick-crypto.ts'

beforeAll(async () => {
  await readyEngine()
  await standInForWebCrypto()
})
afterAll(() => void vi.unstubAllGlobals())

test('worker 1', () => runFaults(0))
