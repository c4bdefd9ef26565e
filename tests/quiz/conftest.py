from engine_fixtures import fresh_toy, lesson, numpys_settings, toy, toy_walker

__all__ = ["fresh_toy", "lesson", "numpys_settings", "toy", "toy_walker"]
