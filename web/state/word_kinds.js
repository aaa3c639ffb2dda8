// Made by ./play build from core/train/story_lexicon.cpp; change it there.

/**
 * A letter for each word of the trained models, from their first word on: p pronoun, a adjective, n noun; of verbs v a
 * present form, b the base form, d the past; a point for all others.
 */
export const wordKinds =
  '...............vv.......................pppppppvvddvvdvvdvvdvvdnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdbvdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
