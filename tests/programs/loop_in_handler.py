def run(n):
    kept = []
    try:
        n / 0
    except ZeroDivisionError as error:
        for j in range(n):
            kept.append((str(error), j))
    else:
        kept = None
    finally:
        kept.append("end")
    return kept


kept = run(25)
print(len(kept), kept[-2:])
