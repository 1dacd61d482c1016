# So that `flask` finds the tracker without --app.
FLASK_APP=app
