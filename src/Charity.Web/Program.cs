using Charity.Platform;

return await CharityHost.RunAsync(args, typeof(Program).Assembly);
