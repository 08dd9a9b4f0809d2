import { answerQuestions } from '../child-questions.ts'
import { type SimulationOrder, simulate } from './simulations.ts'

answerQuestions(async (order: SimulationOrder) => simulate(order))
