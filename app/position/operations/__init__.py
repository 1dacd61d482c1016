"""What is done about slippage: one verb each. Nothing here commits."""

from app.position.operations.sentences import approve_sentence, refuse_sentence, write_sentence

__all__ = ["approve_sentence", "refuse_sentence", "write_sentence"]
