import type {
  GeneratedToken,
  GenerateRequest,
  HeadRoleName,
  ModelFacts,
  ModelScores,
  PlaygroundRequest,
  ProbeExample,
  SettingProperty,
  Token,
  TrainOptions,
} from '../../wasm/playground.js';

/** What the page may ask the second worker for; every answer is a promise. */
export interface LearnerCalls {
  /** `reader`, `writer`, or bytes under a name. */
  load(name: string, bytes?: Uint8Array): Promise<void>;
  facts(name: string): Promise<ModelFacts>;
  /** New stories in which a head points to another word than the link's; at most so many. */
  counterExamples(
    model: string,
    link: HeadRoleName,
    layer: number,
    head: number,
    count: number,
    seed: number,
  ): Promise<ProbeExample[]>;
  trainTable(): Promise<SettingProperty[]>;

  /** The number of steps it will have. */
  startTraining(options: TrainOptions): Promise<number>;
  trainSteps(
    count: number,
  ): Promise<{ step: number; loss: number; tokens: number; finished: boolean }>;
  probeTraining(stories: number): Promise<ModelScores>;
  /** A safetensors file. */
  saveTraining(): Promise<Uint8Array>;
  traceTraining(
    request: PlaygroundRequest,
    layer: number,
    head: number,
  ): Promise<{ tokens: Token[]; length: number; weights: Float32Array; allowed: Uint8Array }>;
  stopTraining(): Promise<void>;

  startWriting(request: GenerateRequest): Promise<void>;
  write(count: number): Promise<GeneratedToken[]>;
  /** As the model cuts it. */
  tokenize(request: PlaygroundRequest): Promise<Token[]>;
  /** What the writer makes of a text, before temperature, top-k and top-p; what is being written is not disturbed. */
  nextWord(text: string, model: string): Promise<Pick<GeneratedToken, 'probabilities' | 'weights'>>;

  /** V. */
  startBigram(options: {
    grammar?: 'full' | 'small';
    stories?: number;
    seed?: number;
  }): Promise<number>;
  /** V·V. */
  bigramCounts(): Promise<Float32Array>;
  /** V. */
  bigramProbabilities(word: number): Promise<Float32Array>;
}
