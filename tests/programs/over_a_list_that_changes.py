def work(todo):
    done = []
    for job in todo:
        done.append(job)
        if job % 3 == 0 and len(todo) < 30:
            todo.append(job + 1)
            todo.append(job + 3)
    return done


todo = [0]
print(work(todo), len(todo))
