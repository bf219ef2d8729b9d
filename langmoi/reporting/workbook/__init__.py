"""The workbook of a month's figures: written for officials, checked and read back."""
