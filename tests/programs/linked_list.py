class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class Stack:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __contains__(self, value):
        return any(each == value for each in self)


stack = Stack()
for i in range(12):
    stack.push(i * i)
    if i > 4:
        stack.head.next.value = -i
print(list(stack), len(stack), 121 in stack, bool(stack))
