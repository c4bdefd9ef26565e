# Shapes: which matrices fit together, and what comes out.
# There is no loop here, and nothing learns.
import numpy as np

#1 Two tables, and what their rows and columns mean.
# basket: 2 buyers by 3 fruits (apple, pear, plum)
# price: 3 fruits by 4 shops
basket = np.array([[2,0,1],
                   [1,2,0]])
price = np.array([[3,4,2,5],
                  [1,3,2,2],
                  [5,1,4,2]])

#2 One row by one column: the first buyer, the first shop.
first_basket = basket[:1]
first_prices = price[:, :1]
first_bill = first_basket.dot(first_prices)

#3 Every row by every column: all bills at once.
bill = basket.dot(price)

#4 The other way round: same two pieces, another shape.
wide = first_prices.dot(first_basket)

#5 Order: two squares, which fit both ways round.
# Each is a move of the plane, for points kept as columns.
turn = np.array([[0,-1],
                 [1,0]])
mirror = np.array([[1,0],
                   [0,-1]])
mirror_then_turn = turn.dot(mirror)
turn_then_mirror = mirror.dot(turn)

#6 A number meets a table: it is used for every cell.
cents = bill * 100

#7 A row meets a table: it is used for every row.
delivery = np.array([[2,0,1,3]])
delivered = bill + delivery

#8 A column meets a table: it is used for every column.
voucher = np.array([[5],
                    [4]])
reduced = bill - voucher

#9 Transpose: rows become columns, and nothing else changes.
basket_turned = basket.T
price_turned = price.T

#10 A product turned over: the order turns round as well.
bill_turned = price_turned.dot(basket_turned)

#11 Sums: the axis that is named is the one that goes.
shop_total = np.sum(bill, axis=0)
buyer_total = np.sum(bill, axis=1)
share = bill / np.sum(bill, axis=1, keepdims=True)

#12 Outer product: a column by a row, each with each.
# guests: 3 evenings by 1 menu
# menu: 1 menu by 4 dishes
guests = np.array([[4],
                   [2],
                   [6]])
menu = np.array([[1,2,0,3]])
portions = guests.dot(menu)

print("Every buyer's bill in every shop:")
print(bill)
