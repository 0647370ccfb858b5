using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Disclosure.Books;

internal sealed class BooksController : CharityController
{
    [HttpGet("/transparency"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index() => ShowAsync(new ShowBooks());

    [HttpGet("/transparency/check"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Check() => ShowAsync(new ShowCheck());
}
