"""Pictures that a learner can choose, drawn beside the stage."""
