def work(n):
    done = 0
    try:
        for j in range(n):
            done += j
            if j == 33:
                raise KeyError(j)
    except KeyError as error:
        return done, str(error)
    finally:
        print("finally", done)
    return done, ""


print(work(50))
